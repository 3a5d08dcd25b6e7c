DELETE { GRAPH <$graph> { ?s ?p ?o } }
WHERE { GRAPH <$graph> { ?s ?p ?o } FILTER NOT EXISTS { GRAPH <$staging> { ?s ?p ?o } } }
