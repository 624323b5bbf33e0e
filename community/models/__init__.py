"""Everything the community keeps."""

from community.models.around_posts import HeldWord, NamedIn, Nod
from community.models.award import Award, Juror, Nomination, Nominee, Vote
from community.models.benefits import Benefit, BenefitSide, NetworkContact, OtherNetwork
from community.models.groups import Group, GroupSeat, Post, Report
from community.models.pictures import Picture
from community.models.profiles import ProfileLine
from community.models.projects import ProjectNetwork, ProjectStep
from community.models.prompts import FollowUp, Prompt, Seed
from community.models.requests import HelpAsk, HelpRequest
from community.models.sharings import Sharing, SharingNote, SharingSeat
from community.models.stories import Story, StoryQuestion, StoryRound
from community.models.summaries import SummaryMail, SummaryWish
from community.models.thanks import Thanks
from community.models.themes import Coding, Theme
from community.models.tours import FirstTour
from community.models.walls import Wall, WallNote
from community.models.welcomes import BuddyOffer, Welcome

__all__ = [
    "Award",
    "Benefit",
    "BenefitSide",
    "BuddyOffer",
    "Coding",
    "FirstTour",
    "FollowUp",
    "Group",
    "GroupSeat",
    "HeldWord",
    "HelpAsk",
    "HelpRequest",
    "Juror",
    "NamedIn",
    "NetworkContact",
    "Nod",
    "Nomination",
    "Nominee",
    "OtherNetwork",
    "Picture",
    "Post",
    "ProfileLine",
    "ProjectNetwork",
    "ProjectStep",
    "Prompt",
    "Report",
    "Seed",
    "Sharing",
    "SharingNote",
    "SharingSeat",
    "Story",
    "StoryQuestion",
    "StoryRound",
    "SummaryMail",
    "SummaryWish",
    "Thanks",
    "Theme",
    "Vote",
    "Wall",
    "WallNote",
    "Welcome",
]
