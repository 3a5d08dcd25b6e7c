COPY GRAPH <$staging> TO GRAPH <$graph>
