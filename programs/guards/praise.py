"""A "weakness" that praises, or finds nothing."""

import re

from redraft.signatures.types import Weakness

from .text import normalise

__all__ = ["praises"]

_THING = (
    r"(?:issues?|problems?|weakness(?:es)?|faults?|errors?|concerns?|defects?|changes?|fix(?:es)?)"
)
_NOTHING = re.compile(
    r"(?:none|n/?a|nil|nothing|ok(?:ay)?|all good|no|-+)"
    rf"|(?:there (?:are|is) )?(?:no|zero)(?: \w+){{0,2}} {_THING}"
    r"(?: (?:were|was|is|are|have been|here|at all|to report|found|identified|detected|needed|noted"
    r"|required|necessary|in (?:the|this) \w+|with (?:the|this) \w+))*"
    r"|(?:there is |i (?:see|find) )?nothing(?: (?:is|seems))? (?:wrong|missing|to (?:fix|improve|change|add|report))"
    r"(?: (?:here|with (?:the|this) \w+))?"
    rf"|none (?:found|identified|detected|noted|needed|further)|no further {_THING}.*"
    r"|(?:looks|seems|is|reads) (?:good|fine|great|ok|okay|perfect)(?: to me| as is)?"
)
_GOOD = (
    r"(?:clear|concise|excellent|great|good|effective|strong|engaging|comprehensive|thorough|accurate"
    r"|correct|informative|helpful|useful|perfect|impressive|professional|polite|coherent|logical"
    r"|fine|easy to (?:read|follow|understand)|well[- ](?:written|structured|organi[sz]ed|done|chosen"
    r"|formatted|explained|defined|crafted|researched))"
)
_ADVERB = r"(?:very|really|quite|generally|overall|also|both|mostly|well|extremely|highly|already)"
_PRAISE = re.compile(
    rf"\b(?:is|are|was|were|reads|looks|seems|remains|stays)(?: {_ADVERB})* (?:an? )?(?:{_ADVERB} )*{_GOOD}\b"
    rf"|^(?:an? |the )?(?:{_ADVERB} )?{_GOOD} (?:use|job|work|choice|example|explanation|structure|flow"
    rf"|introduction|opening|summary|tone|text|overview|start|effort)\b"
    rf"|^{_GOOD}(?:,? (?:and )?{_GOOD})*(?: (?:text|writing|language|structure))?$"
    r"|\b(?:effectively|clearly|nicely|accurately|successfully|correctly|concisely) \w+s\b"
    r"|\bdoes (?:a|an) (?:good|great|excellent) job\b|\bmeets (?:all|every|the) \w+"
)
_FAULT = re.compile(
    r"\b(?:no|not|never|none|nor|neither|nothing|cannot|lacks?|lacking|miss(?:es|ing)?|without|but|however|although"
    r"|though|except|yet|too|could|should|would|needs?|might|more|less|fails?|failing|only|vague|confus\w+"
    r"|wrong|incorrect\w*|insufficient\w*|weak\w*|hard|difficult|instead|rather|ambigu\w+|inconsisten\w+"
    r"|unclear|unexplained|undefined|unspecified|unsupported|unnecessary|inaccurate|incomplete"
    r"|redundant|repeat\w*|repetit\w+|overly|generic|absent|omit\w*|contradict\w*|mislead\w*|outdated"
    r"|claims?|claimed|false|untrue|unproven|error|mistake|typo|wordy|verbose|buried|hidden|doubtful|until|unless|if)\b"
    r"|n't\b"
)


def praises(weakness: Weakness) -> bool:
    """Whether the problem is a compliment or "none", with no word that finds fault."""
    said = normalise(weakness.problem or weakness.fix).strip(" .!'*_")
    if _NOTHING.fullmatch(said):
        return True
    return bool(_PRAISE.search(said)) and not _FAULT.search(said)
