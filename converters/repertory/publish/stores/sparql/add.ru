INSERT { GRAPH <$graph> { ?s ?p ?o } } WHERE { GRAPH <$staging> { ?s ?p ?o } }
