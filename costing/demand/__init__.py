"""From what the user knows of the traffic to the monthly quantities behind usage-priced lines."""
