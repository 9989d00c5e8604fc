// What a claim must be to pass the filters on who says what, where and when it was published.
//? kind
  AND claim.kind = $kind
//? stance
  AND claim.stance = $stance
//? published_from
  AND claim.published >= $published_from
//? published_to
  AND claim.published <= $published_to AND claim.published <> ''
//? published_by
  AND claim.published <= $published_by AND claim.published <> ''
//? accepted_before
  AND EXISTS {
    MATCH (claim)-[:EVIDENCED_BY]->(:Sentence)<-[:HAS_SENTENCE]-(known:Revision) WHERE known.acceptedAt < $accepted_before
  }
//? outlet
  AND EXISTS { MATCH (claim)<-[:REPORTED]-(teller:Source) WHERE teller.id IN $outlet }
//? speaker
  AND EXISTS { MATCH (claim)<-[:SAID]-(voice) WHERE voice.id IN $speaker }
//? least_origins
  AND EXISTS {
    MATCH (claim)<-[:SUPPORTED_BY]-(fact:Finding) WHERE fact.independentOrigins >= $least_origins
  }
//.
