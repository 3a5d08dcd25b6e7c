"""Link the topics of a dataset to the concepts of other vocabularies, with reasons to judge by.

    vocabularies -> concepts -> candidates -> evidence -> proposals -> review -> mappings

`proposals` are what the tool found, `review` holds what was decided (`verdicts` make decisions,
`contradictions` checks them, `record` remembers what they were made on, `terminal` asks for them);
only decisions become data.
"""
