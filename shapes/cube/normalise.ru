# An abbreviated cube in full: first the classes that its links imply, then values and data sets handed down.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

# What is linked so is of this class.
INSERT { ?thing a qb:Observation } WHERE { { ?thing qb:dataSet ?any } UNION { ?any qb:observation ?thing } } ;
INSERT { ?thing a qb:Slice } WHERE { { ?any qb:slice ?thing } UNION { ?thing qb:sliceStructure ?any } } ;
INSERT { ?thing a qb:DataSet } WHERE { ?thing qb:structure ?any } ;
INSERT { ?thing a qb:SliceKey } WHERE { ?any qb:sliceKey ?thing } ;
INSERT { ?component qb:componentProperty ?thing . ?thing a qb:DimensionProperty }
WHERE { ?component qb:dimension ?thing } ;
INSERT { ?component qb:componentProperty ?thing . ?thing a qb:MeasureProperty }
WHERE { ?component qb:measure ?thing } ;
INSERT { ?component qb:componentProperty ?thing . ?thing a qb:AttributeProperty }
WHERE { ?component qb:attribute ?thing } ;

# An observation of a slice that names no data set of its own is in that of the slice.
INSERT { ?observation qb:dataSet ?dataset }
WHERE {
  ?dataset qb:slice/qb:observation ?observation .
  FILTER NOT EXISTS { ?observation qb:dataSet ?other }
} ;

# What hangs on the data set is true of all its observations.
INSERT { ?observation ?property ?value }
WHERE {
  ?component qb:componentAttachment qb:DataSet ; qb:componentProperty ?property .
  ?dataset qb:structure/qb:component ?component ; ?property ?value .
  ?observation qb:dataSet ?dataset .
} ;

# What hangs on a slice, dimensions above all, is true of the observations in it.
INSERT { ?observation ?property ?value }
WHERE {
  ?dataset qb:slice ?slice ; qb:structure/qb:component ?component .
  ?component qb:componentProperty ?property .
  FILTER(EXISTS { ?component qb:componentAttachment qb:Slice } || EXISTS { ?property a qb:DimensionProperty })
  ?slice ?property ?value ; qb:observation ?observation .
}
