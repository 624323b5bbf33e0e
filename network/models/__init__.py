"""Tables of the network. Django looks here for models, so this package passes its own on."""

from network.models.counts import CommunityName, Measure, Night, Snapshot
from network.models.introductions import Introduction, IntroductionSide, IntroductionWish, LeftOut, Round
from network.models.maps import Map, MapAnswer, MapEntry, MapPair, MapUpdate
from network.models.outreach import Outreach
from network.models.ties import Block, Interaction, InteractionPartner, Tie

__all__ = [
    "Block",
    "CommunityName",
    "Interaction",
    "InteractionPartner",
    "Introduction",
    "IntroductionSide",
    "IntroductionWish",
    "LeftOut",
    "Map",
    "MapAnswer",
    "MapEntry",
    "MapPair",
    "MapUpdate",
    "Measure",
    "Night",
    "Outreach",
    "Round",
    "Snapshot",
    "Tie",
]
