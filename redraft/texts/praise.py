"""A "weakness" that praises, or finds nothing."""

import re

from .faults import Fault
from .text import normalise

__all__ = ["praises"]

_THING = (
    r"(?:issues?|problems?|weakness(?:es)?|faults?|errors?|concerns?|defects?|changes?|fix(?:es)?)"
)
_HERE = (
    r"(?:here|(?:in|with) (?:the|this) (?:text|draft|email|e-mail|letter|message|document|readme"
    r"|report|essay|section|paragraph|sentence))"
)
_NOTHING = re.compile(
    r"(?:none|n/?a|nil|nothing|ok(?:ay)?|all good|no|-+)"
    rf"|(?:there (?:are|is) )?(?:no|zero)(?: \w+){{0,2}} {_THING}"
    r"(?: (?:were|was|is|are|have been|at all|to report|found|identified|detected|needed|noted"
    rf"|required|necessary|{_HERE}))*"
    r"|(?:there is |i (?:see|find) )?nothing(?: (?:is|seems))?"
    rf" (?:wrong|missing|to (?:fix|improve|change|add|report))(?: {_HERE})?"
    rf"|none (?:found|identified|detected|noted|needed|further)|no further {_THING}.*"
    r"|(?:looks|seems|is|reads) (?:good|fine|great|ok|okay|perfect)(?: to me| as is)?"
)
_GOOD = (
    r"(?:clear|concise|excellent|great|good|effective|strong|engaging|comprehensive|thorough"
    r"|accurate|correct|informative|helpful|useful|perfect|impressive|professional|polite|coherent"
    r"|logical|fine|easy to (?:read|follow|understand)"
    r"|well[- ](?:written|structured|organi[sz]ed|done|chosen|formatted|explained|defined|crafted"
    r"|researched))(?![-\w])"
)
_VERY = r"(?:very|really|quite|generally|overall|also|both|mostly|well|extremely|highly|already)"
_PRAISE = re.compile(
    r"\b(?:is|are|was|were|reads|looks|seems|remains|stays)"
    rf"(?: {_VERY})* (?:an? )?(?:{_VERY} )*{_GOOD}"
    rf"|^(?:an? |the )?(?:{_VERY} )?{_GOOD} (?:use|job|work|choice|example|explanation|structure"
    r"|flow|introduction|opening|summary|tone|text|overview|start|effort)\b"
    rf"|^{_GOOD}(?:,? (?:and )?{_GOOD})*(?: (?:text|writing|language|structure))?$"
    r"|\b(?:effectively|clearly|nicely|accurately|successfully|correctly|concisely)"
    r" (?:conveys|communicates|explains|describes|addresses|captures|presents|outlines|states"
    r"|summari[sz]es|covers|demonstrates|highlights|supports|engages|uses)\b"
    rf"|\b(?:is|are|was|were) \w+(?: {_VERY})* (?:clearly|nicely|well|effectively|accurately"
    r"|correctly|concisely)$"
    r"|\bdoes (?:a|an) (?:good|great|excellent) job\b|\bmeets (?:all|every|the) \w+"
)
_FAULT = re.compile(
    r"\b(?:no|not|never|none|nor|neither|nothing|cannot|lack(?:s|ing)?|miss(?:es|ing)?|without|but"
    r"|however|although|though|except|yet|too|could|should|would|needs?|might|more|less"
    r"|fail(?:s|ing)?|only|vague\w*|confus\w+|wrong\w*|incorrect\w*|insufficient\w*|weak\w*|hard"
    r"|difficult|instead|rather|ambigu\w+|inconsisten\w+|un(?!der|i|til)\w{4,}|in(?:accurate"
    r"|complete|valid)|imprecise|redundant|repeat\w*|repetit\w+|overly|generic|absent|omit\w*"
    r"|contradict\w*|mislead\w*|outdated|claim\w*|false|error|mistake|typo|wordy|verbose|buried"
    r"|hid\w+|doubtful|exaggerat\w+|jargon|passive|abrupt|biased|subjective|puff\w*|off|if|unless"
    r"|until)\b|n't\b"
)


def praises(weakness: Fault) -> bool:
    """Whether the problem is a compliment or "none", with no word that finds fault."""
    said = normalise(weakness.problem or weakness.fix).strip(" .!'*_")
    if _NOTHING.fullmatch(said):
        return True
    return bool(_PRAISE.search(said)) and not _FAULT.search(said)
