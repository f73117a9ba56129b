"""The promises of asyncio with numbers, and the machinery that asks any event loop whether it keeps them."""
