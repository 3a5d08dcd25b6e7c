"""Publish the folder of a build to SPARQL stores and CKAN portals."""
