"""What there is: business, people, requests and their parts, as frozen and validated objects."""
