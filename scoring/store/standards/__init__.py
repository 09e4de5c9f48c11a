"""What a snapshot holds, in the terms of others: Croissant, Data Package, Web Annotation, ClaimReview, STIX, PROV."""
