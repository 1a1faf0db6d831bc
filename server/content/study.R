# A small study with base R alone: what can be compared over the years, and where sources differ.
# 只用 base R 的小研究。BASE 是服务器地址：Rscript study.R http://127.0.0.1:8000

arguments <- commandArgs(trailingOnly = TRUE)
base <- if (length(arguments)) arguments[[1]] else "http://127.0.0.1:8000"
prefixes <- "PREFIX yz: <https://w3id.org/yuezhi/ontology#>
PREFIX code: <https://w3id.org/yuezhi/code/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"

ask <- function(query) {
  address <- paste0(base, "/sparql?format=csv&query=", URLencode(paste0(prefixes, query), reserved = TRUE))
  read.csv(url(address, encoding = "UTF-8"), stringsAsFactors = FALSE, colClasses = "character")
}

# 1. Amounts of the same metric, area, actor and scope in several years
amounts <- ask('SELECT ?metric ?label ?area ?actor ?scope ?period ?value WHERE {
  ?o yz:metric ?metric ; yz:kind code:kind-level ; yz:area ?area ; yz:actor ?actor ; yz:scope ?scope ;
     yz:period ?period ; yz:value ?value .
  ?metric skos:prefLabel ?label FILTER(lang(?label) = "en")
} ORDER BY ?metric ?area ?actor ?scope ?period')
amounts$year <- suppressWarnings(as.integer(substr(sub(".*/", "", amounts$period), 1, 4)))
amounts$value <- as.numeric(amounts$value)
amounts <- amounts[!is.na(amounts$year), ]
amounts$series <- paste(amounts$label, amounts$area, amounts$actor, amounts$scope)
cat(nrow(amounts), "amounts\n")

# 2. Growth from the first year to the last
growth <- do.call(rbind, lapply(split(amounts, amounts$series), function(rows) {
  rows <- rows[order(rows$year), ]
  last <- nrow(rows)
  if (rows$year[1] == rows$year[last] || rows$value[1] == 0) return(NULL)
  data.frame(label = rows$label[1], from = rows$year[1], to = rows$year[last],
             percent = round((rows$value[last] / rows$value[1] - 1) * 100, 1))
}))
if (!is.null(growth)) print(head(growth[order(-growth$percent), ], 10), row.names = FALSE)

# 3. Where the sources cannot both be right
disputed <- ask('SELECT ?disagreement ?source ?stated WHERE {
  ?disagreement a yz:Disagreement ; yz:severity code:severity-hard ; yz:betweenClaim ?claim .
  ?claim yz:statedIn ?source ; yz:statedText ?stated .
} ORDER BY ?disagreement ?source')
cat(length(unique(disputed$disagreement)), "hard disagreements\n")
print(aggregate(stated ~ disagreement, disputed, paste, collapse = " / "), row.names = FALSE)
