"""Link the topics of a dataset to the concepts of other vocabularies, with reasons.

    vocabularies -> concepts -> candidates -> evidence -> proposals -> review -> mappings

`proposing` proposes links and `reviewing` keeps the decisions; only decisions become data.
"""
