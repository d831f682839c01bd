ok x true
