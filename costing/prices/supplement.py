"""Rows that the book needs and no sheet has yet, in the columns of a sheet; the import adds them."""

ROWS: tuple[dict[str, str], ...] = (
    {
        "service": "AmazonCloudFront",
        "region": "global",
        "item": "cloudfront.function-1m",
        "attributes": "note=CloudFront Functions, one price everywhere; two million a month of an account are free",
        "unit": "1M invocations",
        "usd": "0.1",
        "confidence": "two sources",
        "source": "cur.vantage.sh/aws/amazoncloudfront (Executions-CloudFrontFunctions)"
        " + awsnegotiations.com/cloudfront-functions-pricing.html",
        "as_of": "2026-11-21",
    },
)
"""`as_of` is the day a row's sources were read, where they carry no date of their own."""
