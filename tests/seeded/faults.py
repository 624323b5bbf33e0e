"""
Sixty faults, each of which takes one guard away, and the narrowest tests that should notice.

A fault is the guard's own words and what stands there instead; the words have to be in the file exactly once.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One guard taken away."""

    name: str
    file: str
    guard: str
    instead: str
    tests: str  # a file of tests, or one test of it


SCOPE, CACHE = "belonging/tenancy/scope.py", "belonging/tenancy/cache.py"
ACCESS, KEYS = "belonging/tenancy/access.py", "belonging/tenancy/idempotency.py"
MEMBERS, READS, JOBS = "belonging/tenancy/services.py", "belonging/tenancy/selectors.py", "belonging/tenancy/jobs.py"
MARKUP, CELLS = "belonging/core/markup.py", "belonging/core/cells.py"
DOORS, MIDDLEWARE = "programs/access.py", "belonging/tenancy/middleware.py"
RULES, PUBLISHING = "surveys/disclosure.py", "surveys/publishing.py"
SEALING, CLOSING, ANSWERING = "surveys/sealing.py", "surveys/services/closing.py", "surveys/services/answering.py"
LOG, LIMITS, LOGGING = "network/services/interactions.py", "network/rules.py", "belonging/core/access_log.py"

_SCOPE, _CACHE = "tests/guards/test_scope.py", "tests/guards/test_cache.py"
_ISOLATION = "tests/guards/test_isolation.py::test_nobody_sees_or_changes_what_is_not_theirs"
_TABLE = "tests/guards/test_access_table.py"
_INVITATIONS, _MEMBERS = "tests/tenancy/test_invitations.py", "tests/tenancy/test_services.py"
_KEYS, _JOBS = "tests/tenancy/test_idempotency.py", "tests/tenancy/test_jobs.py"
_MIDDLEWARE = "tests/tenancy/test_middleware.py"
_RULES, _CLOSING, _SEALING = (f"tests/surveys/test_{name}.py" for name in ("disclosure", "closing", "sealing"))
_SURVEYS, _LOG = "tests/surveys/test_views.py", "tests/network/test_interactions.py"
_MARKUP, _CELLS = "tests/core/test_markup.py", "tests/core/test_cells.py"

FAULTS = [
    # The scope of tenancy
    Fault("a query without a scope is answered", SCOPE, "if scope is None:\n            return OrgQuerySet(self.model, query=_ClosedQuery(self.model), using=self._db)", "if scope is None:\n            return OrgQuerySet(self.model, using=self._db)", _SCOPE),
    Fault("a row of others is written", SCOPE, "elif UUID(str(row.organization_id)) != here:", "elif False:", _SCOPE),
    Fault("a row is written without a scope", SCOPE, "    if scope is None:\n        raise ScopeMissing(f\"{type(row).__name__} was written", "    if scope is None:\n        return\n        raise ScopeMissing(f\"{type(row).__name__} was written", _SCOPE),
    Fault("many rows of others are made", SCOPE, "            check_row(row)\n        return super().bulk_create", "            pass\n        return super().bulk_create", _SCOPE),
    Fault("many rows are changed unchecked", SCOPE, "            check_row(row)\n        return super().bulk_update", "            pass\n        return super().bulk_update", _SCOPE),
    Fault("a closed query deletes", SCOPE, "        if isinstance(self.query, _ClosedQuery):", "        if False:", _SCOPE),
    Fault("a closed query updates", SCOPE, "return super().chain() if klass is None else self.refuse()", "return super().chain(klass)", _SCOPE),
    Fault("an inner scope stays open", SCOPE, "            _tell_database(connection, before)", "            pass", _SCOPE),
    Fault("Python forgets to close the scope", SCOPE, "            _open.reset(token)\n        # A local", "            pass\n        # A local", _SCOPE),
    Fault("everything opens without a reason", SCOPE, "    if not reason:", "    if False:", _SCOPE),
    Fault("the reason is not written down", SCOPE, "MaintenanceEntry.objects.bulk_create([MaintenanceEntry(reason=reason, hour=hour)], ignore_conflicts=True)", "pass", _JOBS),
    Fault("among one's own all tables can be read", SCOPE, "        return OrgQuerySet(self.model, query=_ClosedQuery(self.model), using=self._db)\n\n\nclass PreparedHere", "        return rows\n\n\nclass PreparedHere", _SCOPE),
    Fault("a file goes round the managers", READS, "Organization.objects.filter(slug=Slot(\"slug\"))", "Organization._base_manager.filter(slug=Slot(\"slug\"))", "tests/guards/test_unscoped.py"),
    Fault("a prepared question stays where it was first asked", SCOPE, "        token = _open.set(Scope(Slot(\"organization\")))", "        token = _open.set(_open.get())", "tests/tenancy/test_prepared.py"),
    # Cache, request and roles
    Fault("a cache key without organization", CACHE, 'return f"o:{scope.organization_id}:{key}"', 'return f"o:{key}"', _CACHE),
    Fault("a foreign cache key is taken", CACHE, 'if (key.startswith("o:") or owner is not None) and not', "if False and not", _CACHE),
    Fault("a foreign stamp is not looked at", CACHE, "if owner != self._owner(key):", "if False:", _CACHE),
    Fault("who left still comes in", READS, "Membership.objects.filter(user_id=Slot(\"user\"), state=MembershipState.ACTIVE)", "Membership.objects.filter(user_id=Slot(\"user\"))", f"{_INVITATIONS}::test_ex_member_is_out_at_the_next_request"),
    Fault("anybody's membership opens", READS, "Membership.objects.filter(user_id=Slot(\"user\"), state=MembershipState.ACTIVE)", "Membership.objects.filter(state=MembershipState.ACTIVE)", _MIDDLEWARE),
    Fault("members are listed after they left", READS, "return Membership.objects.filter(state=MembershipState.ACTIVE).order_by(", "return Membership.objects.order_by(", _MEMBERS),
    Fault("an error leaves what it wrote", MIDDLEWARE, "                    transaction.set_rollback(True)", "                    pass", _MIDDLEWARE),
    Fault("a time zone is left over", MIDDLEWARE, "        timezone.deactivate()", "        pass", _MIDDLEWARE),
    Fault("programs open to everybody in the house", DOORS, "    if participant is None and not may_facilitate(membership):\n        raise Http404\n", "", f"{_ISOLATION}[sibling participant]"),
    Fault("pages of a program forget the role", DOORS, "    require_role(request, membership, roles)\n", "", f"{_TABLE} -k participant"),
    Fault("pages of the house forget the role", ACCESS, "    require_role(request, membership, roles)\n", "", f"{_TABLE} -k participant"),
    Fault("strangers are told they are forbidden", ACCESS, "    if membership is None:\n        raise Http404", "    if membership is None:\n        raise PermissionDenied", f"{_ISOLATION}[other admin]"),
    # Invitations, members, keys and jobs
    Fault("an invitation opens twice", MEMBERS, "filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(accepted_at=now)", "filter(pk=invitation.pk).update(accepted_at=now)", _INVITATIONS),
    Fault("an invitation never ends", MEMBERS, "or found.revoked_at or found.expires_at <= now", "or found.revoked_at", _INVITATIONS),
    Fault("a revoked invitation opens", MEMBERS, "if found is None or found.accepted_at or found.revoked_at or", "if found is None or found.accepted_at or", _INVITATIONS),
    Fault("somebody else takes an invitation", MEMBERS, "    if user.email != invitation.email or user.only_in", "    if user.only_in", _INVITATIONS),
    Fault("the secret itself is kept", MEMBERS, "    return hashlib.sha256(token.encode()).hexdigest()", "    return token", _INVITATIONS),
    Fault("facilitators make admins", MEMBERS, "    if actor.role != Role.ADMIN and role != Role.PARTICIPANT:", "    if False:", _INVITATIONS),
    Fault("the last admin goes", MEMBERS, "    if not any(admin.pk != leaving.pk for admin in admins.order_by(\"pk\")):", "    if False:", _MEMBERS),
    Fault("a key serves other contents", KEYS, "            if row.fingerprint != mark:", "            if False:", _KEYS),
    Fault("a repeat acts again", KEYS, "            return row.body, True", "            return act(), True", _KEYS),
    Fault("a job is taken by two", JOBS, "Job.objects.filter(is_free, public_id=job_id, attempts__lt=MOST_ATTEMPTS)", "Job.objects.filter(public_id=job_id, attempts__lt=MOST_ATTEMPTS)", _JOBS),
    Fault("a poisoned job is tried for ever", JOBS, "    if job.attempts >= MOST_ATTEMPTS:", "    if False:", _JOBS),
    # What surveys publish
    Fault("two answers are enough", RULES, "LEAST = 5 ", "LEAST = 2 ", _CLOSING),
    Fault("a viewer takes their own answer away", RULES, "return least + 1 if viewer_answered else least", "return least", _RULES),
    Fault("nobody looks for leaks", RULES, "        if leak is None:\n            break", "        if True:\n            break", _RULES),
    Fault("a mean at the end says what each one said", RULES, "    if value >= top:", "    if False:", _RULES),
    Fault("shares of a few", RULES, "    if whole < LEAST_SPREAD:\n        return None", "    if False:\n        return None", _RULES),
    Fault("spread of a few", RULES, "return None if value is None or count < LEAST_SPREAD else round", "return None if value is None else round", _RULES),
    Fault("words of a few", RULES, "    return count >= max(least, LEAST_WORDS)", "    return count >= least", _RULES),
    Fault("a threshold sinks", RULES, "    return max(before, asked, floor)", "    return asked", _RULES),
    Fault("a slice comes after the launch", RULES, "return [name for name in frozen if name in asked]", "return list(asked)", _RULES),
    Fault("a change singles somebody out", RULES, "    return pairs >= max(LEAST_PAIRS, least) and small_leak(*grouped(np.vstack([rows_before, change])), least) is None", "    return pairs >= max(LEAST_PAIRS, least)", _RULES),
    # The envelope and the close of surveys
    Fault("envelopes differ in length", SEALING, "encrypt(_padded(_written(ballot), size))", 'encrypt(_written(ballot) + b"}")', _SEALING),
    Fault("answers keep their order", SEALING, "    secrets.SystemRandom().shuffle(found)\n", "", _SEALING),
    Fault("an envelope of another survey opens", SEALING, "    if ballot.wave != wave or not _is_plain(ballot):", "    if False:", _SEALING),
    Fault("too few are opened", CLOSING, "    if count < wave.least:", "    if False:", _CLOSING),
    Fault("envelopes stay after the close", CLOSING, "    SealedBallot.objects.filter(wave=wave).delete()\n", "", _CLOSING),
    Fault("who was asked stays known", CLOSING, "    Asked.objects.filter(wave=wave).delete()\n", "", _CLOSING),
    Fault("every survey stays linked", CLOSING, "            Response.objects.filter(wave=one).update(pseudonym=None)", "            pass", _CLOSING),
    Fault("words of a few are kept", CLOSING, "        if may_show_words(len(words[item]), wave.least_words):", "        if True:", _CLOSING),
    Fault("answers come after the last day", ANSWERING, "is_open = state_while_held(wave) == WaveState.OPEN and is_answerable(wave, local_day(wave.program, now))", "is_open = True", _CLOSING),
    Fault("strangers answer", ANSWERING, "    if not is_asked(wave, membership):", "    if False:", _CLOSING),
    Fault("the web server's log tells who answered", LOGGING, "return SURVEYS.match(address) is None", "return True", f"{_SURVEYS}::test_access_log_leaves_surveys_out"),
    # Network
    Fault("a blocked person's log arrives", LOG, "is_hidden=person.pk in unwelcoming", "is_hidden=False", _LOG),
    Fault("ten new people a day become a thousand", LIMITS, "NEW_PEOPLE_A_DAY = 10", "NEW_PEOPLE_A_DAY = 1000", _LOG),
    Fault("a no is forgotten the next day", LIMITS, "COOL_OFF = timedelta(days=90)", "COOL_OFF = timedelta(days=1)", _LOG),
    Fault("older claims of somebody declined stay", LOG, "    others.update(is_hidden=True, answered_at=now)", "    pass", _LOG),
    # What is written and what leaves
    Fault("a cell becomes a formula", CELLS, 'cell.lstrip("\'")[:1] in BEGINS_A_FORMULA', "False", _CELLS),
    Fault("written markup runs", MARKUP, '{"html": False}', '{"html": True}', _MARKUP),
    Fault("addresses of any kind are links", MARKUP, 'SCHEMES = {"http", "https", "mailto"}', 'SCHEMES = {"http", "https", "mailto", "javascript", "data"}', _MARKUP),
]  # fmt: skip
