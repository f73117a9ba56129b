"""getnameinfo() of a host that is a name raises OSError where the socket module raises gaierror."""

import asyncio
import ipaddress
from typing import Any

BREAKS = "EXEC-23"
AFTER = "https://github.com/Kludex/zuvloop/pull/20"


class Mutant(asyncio.SelectorEventLoop):
    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        try:
            ipaddress.ip_address(sockaddr[0])
        except ValueError:
            raise OSError(22, "invalid argument") from None
        return await super().getnameinfo(sockaddr, flags)


new_event_loop = Mutant
