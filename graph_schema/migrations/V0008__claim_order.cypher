// Listings are in the order of publication; the index lets them walk back from the newest claim.
CREATE INDEX claim_published IF NOT EXISTS FOR (n:Claim) ON (n.published);
