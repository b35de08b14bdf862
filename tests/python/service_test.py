"""Drives the service as a backend in another language does: what it knows is the contract and what the service says."""

import queue
import unittest

import grpc
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status

from connection_advisor.v1 import advice_pb2, platform_pb2, request_pb2
from connection_advisor.v1 import connection_advisor_pb2 as service_pb2
from connection_advisor.v1 import connection_advisor_pb2_grpc as service_grpc
from server_process import ServerProcess

PLATFORMS = ["facebook", "linkedin", "twitter"]

# A call that hangs fails instead.
TIMEOUT = 60


def setUpModule():
    Served.server = ServerProcess()
    Served.channel = grpc.insecure_channel(Served.server.address)
    Served.stub = service_grpc.ConnectionAdvisorStub(Served.channel)


def tearDownModule():
    Served.channel.close()
    code = Served.server.stop()
    if code != 0:
        raise AssertionError(f"the server ended with {code}")


def about_a_friend(platform, friend, **more):
    return request_pb2.AdviseRequest(
        platform=platform, relationship=request_pb2.Relationship(personal_friend=friend), **more)


def invalid():
    """A request that is refused."""
    return request_pb2.AdviseRequest(
        platform="facebook", request_id="invalid", relationship=request_pb2.Relationship(my_assessment=77))


def numbered(first, count):
    """Requests that take turns between two verdicts, with their numbers as ids."""
    return [about_a_friend("facebook", number % 2 == 0, request_id=str(number))
            for number in range(first, first + count)]


class Served(unittest.TestCase):
    server = None
    channel = None
    stub = None

    def advise(self, request):
        return self.stub.Advise(request, timeout=TIMEOUT).advice

    def refused(self, method, request, code):
        """The details of the error that the call must end with: (BadRequest, ErrorInfo), None where there is none."""
        with self.assertRaises(grpc.RpcError) as raised:
            method(request, timeout=TIMEOUT)
        self.assertEqual(raised.exception.code(), code)
        self.assertNotEqual(raised.exception.details(), "")
        # None unless its code and message are those of the call.
        status = rpc_status.from_call(raised.exception)
        self.assertIsNotNone(status)
        return self.details(status)

    @staticmethod
    def details(status):
        found = []
        for kind in (error_details_pb2.BadRequest, error_details_pb2.ErrorInfo):
            message = kind()
            found.append(message if any(detail.Unpack(message) for detail in status.details) else None)
        return tuple(found)

    def assert_numbered(self, results, first, count):
        self.assertEqual([result.WhichOneof("result") for result in results], ["advice"] * count)
        for number, result in enumerate(results, start=first):
            self.assertEqual(result.advice.request_id, str(number))
            self.assertEqual(result.advice.verdict,
                             advice_pb2.VERDICT_CONNECT if number % 2 == 0 else advice_pb2.VERDICT_DECLINE)


class AdviseTest(Served):
    def test_says_what_to_do_and_why(self):
        advice = self.advise(about_a_friend("facebook", True, request_id="an id"))
        self.assertEqual(advice.verdict, advice_pb2.VERDICT_CONNECT)
        self.assertEqual([reason.rule_id for reason in advice.reasons], ["personal_friend"])
        self.assertNotEqual(advice.headline, "")
        self.assertNotEqual(advice.next_step, "")
        self.assertEqual(advice.platform, "facebook")
        self.assertEqual(advice.request_id, "an id")
        self.assertEqual(len(advice.questions), 0)

    def test_tells_unset_from_false(self):
        self.assertEqual(self.advise(about_a_friend("facebook", False)).verdict, advice_pb2.VERDICT_DECLINE)
        unset = self.advise(request_pb2.AdviseRequest(platform="facebook"))
        self.assertEqual(unset.verdict, advice_pb2.VERDICT_NEEDS_INFORMATION)
        self.assertEqual([question.fact_id for question in unset.questions], ["relationship.personal_friend"])
        self.assertEqual(list(unset.questions[0].values), ["false", "true"])

    def test_the_full_view_adds_and_changes_nothing(self):
        basic = self.advise(about_a_friend("facebook", True, view=request_pb2.ADVICE_VIEW_BASIC))
        full = self.advise(about_a_friend("facebook", True, view=request_pb2.ADVICE_VIEW_FULL))
        self.assertEqual(len(basic.possible_verdicts), 0)
        self.assertEqual(basic.plugin.sha256, "")
        self.assertEqual([(possible.verdict, possible.share_of_cases) for possible in full.possible_verdicts],
                         [(advice_pb2.VERDICT_CONNECT, 1.0)])
        self.assertRegex(full.plugin.sha256, "^[0-9a-f]{64}$")
        self.assertTrue(any(assumption.pivotal for assumption in full.assumptions))
        for assumption in full.assumptions:
            assumption.ClearField("pivotal")
        for field, value in basic.ListFields():
            if field.name != "plugin":
                self.assertEqual(getattr(full, field.name), value, field.name)

    def test_derives_facts_from_text_beyond_ascii(self):
        request = request_pb2.AdviseRequest(
            platform="twitter",
            member=request_pb2.Member(profession="Bäckerin"),
            candidate=request_pb2.Candidate(profession=" BÄCKERIN "))
        self.assertEqual([reason.rule_id for reason in self.advise(request).reasons], ["same_profession"])

    def test_takes_facts_by_id_as_by_field(self):
        by_id = request_pb2.AdviseRequest(platform="facebook")
        for value in (True, "true"):
            by_id.facts["relationship.personal_friend"] = value
            self.assertEqual(self.advise(by_id), self.advise(about_a_friend("facebook", True)))


class ErrorTest(Served):
    def test_names_every_bad_field(self):
        request = invalid()
        request.facts["nonsense"] = True
        bad_request, info = self.refused(self.stub.Advise, request, grpc.StatusCode.INVALID_ARGUMENT)
        violations = {violation.field: violation.description for violation in bad_request.field_violations}
        self.assertEqual(set(violations), {"relationship.my_assessment", 'facts["nonsense"]'})
        self.assertIn("ASSESSMENT_POSITIVE", violations["relationship.my_assessment"])
        self.assertEqual((info.reason, info.domain), ("INVALID_REQUEST", "connection_advisor"))

    def test_names_facts_that_contradict_each_other(self):
        request = request_pb2.AdviseRequest(platform="linkedin", relationship=request_pb2.Relationship(
            met_in_person=False, worked_together=request_pb2.WORKED_TOGETHER_IN_PERSON))
        bad_request, info = self.refused(self.stub.Advise, request, grpc.StatusCode.INVALID_ARGUMENT)
        self.assertEqual([violation.field for violation in bad_request.field_violations],
                         ["relationship.met_in_person", "relationship.worked_together"])
        self.assertEqual(info.reason, "CONTRADICTORY_FACTS")
        self.assertEqual(info.metadata["impossible_rules"], "worked_in_person_yet_never_met")

    def test_lists_the_platforms_that_are_loaded(self):
        for method, request in ((self.stub.Advise, request_pb2.AdviseRequest(platform="orkut")),
                                (self.stub.GetPlatform, service_pb2.GetPlatformRequest(platform="orkut"))):
            _, info = self.refused(method, request, grpc.StatusCode.NOT_FOUND)
            self.assertEqual(info.reason, "PLATFORM_NOT_LOADED")
            self.assertEqual(info.metadata["loaded_platforms"].split(", "), PLATFORMS)

    def test_a_batch_holds_one_to_a_thousand(self):
        for count in (0, 1001):
            request = service_pb2.BatchAdviseRequest(requests=numbered(0, count))
            bad_request, _ = self.refused(self.stub.BatchAdvise, request, grpc.StatusCode.INVALID_ARGUMENT)
            self.assertEqual([violation.field for violation in bad_request.field_violations], ["requests"])


class BatchTest(Served):
    def batch(self, requests):
        return self.stub.BatchAdvise(service_pb2.BatchAdviseRequest(requests=requests), timeout=TIMEOUT).results

    def test_answers_a_thousand_in_order(self):
        self.assert_numbered(self.batch(numbered(0, 1000)), 0, 1000)

    def test_a_bad_item_leaves_its_neighbours(self):
        results = self.batch(numbered(0, 10) + [invalid()] + numbered(10, 10))
        self.assert_numbered(results[:10], 0, 10)
        self.assert_numbered(results[11:], 10, 10)
        self.assertEqual(results[10].error.code, grpc.StatusCode.INVALID_ARGUMENT.value[0])
        bad_request, _ = self.details(results[10].error)
        self.assertEqual([violation.field for violation in bad_request.field_violations],
                         ["relationship.my_assessment"])


class StreamTest(Served):
    @staticmethod
    def message(first, count):
        return service_pb2.StreamAdviseRequest(requests=numbered(first, count))

    def test_keeps_the_order_of_what_was_sent_before_the_first_answer_was_read(self):
        sizes = [size % 7 for size in range(50)]
        firsts = [sum(sizes[:index]) for index in range(len(sizes))]
        unread = queue.Queue()

        def messages():
            for first, size in zip(firsts, sizes):
                yield self.message(first, size)
            unread.put("all sent")

        # The stream ends for the server before anything is read here.
        answers = self.stub.StreamAdvise(messages(), timeout=TIMEOUT)
        self.assertEqual(unread.get(timeout=TIMEOUT), "all sent")
        answers = list(answers)
        self.assertEqual(len(answers), len(sizes))
        for first, size, answer in zip(firsts, sizes, answers):
            self.assert_numbered(answer.results, first, size)

    def test_answers_while_the_stream_is_open(self):
        sent = queue.Queue()
        answers = self.stub.StreamAdvise(iter(sent.get, None), timeout=TIMEOUT)
        for turn in range(4):
            for first in (0, 3, 6):
                sent.put(self.message(turn * 9 + first, 3))
            for first in (0, 3, 6):
                self.assert_numbered(next(answers).results, turn * 9 + first, 3)
        sent.put(None)
        self.assertEqual(list(answers), [])
        self.assertEqual(answers.code(), grpc.StatusCode.OK)

    def test_a_bad_item_ends_nothing(self):
        bad = service_pb2.StreamAdviseRequest(requests=[invalid()])
        answers = list(self.stub.StreamAdvise(iter([self.message(0, 2), bad, self.message(2, 2)]), timeout=TIMEOUT))
        self.assert_numbered(answers[0].results, 0, 2)
        self.assertEqual(answers[1].results[0].error.code, grpc.StatusCode.INVALID_ARGUMENT.value[0])
        self.assert_numbered(answers[2].results, 2, 2)

    def test_ends_where_nothing_is_sent(self):
        answers = self.stub.StreamAdvise(iter([]), timeout=TIMEOUT)
        self.assertEqual(list(answers), [])
        self.assertEqual(answers.code(), grpc.StatusCode.OK)


class InterviewTest(Served):
    def verdicts(self, request):
        """Every verdict to which the answers to the first questions lead, whatever is answered."""
        advice = self.advise(request)
        if advice.verdict != advice_pb2.VERDICT_NEEDS_INFORMATION:
            self.assertEqual(len(advice.questions), 0)
            self.assertGreater(len(advice.reasons), 0)
            return {advice.verdict}
        question = advice.questions[0]
        self.assertEqual(advice.next_step, question.text)
        self.assertNotIn(question.fact_id, request.facts, "asked again")
        self.assertGreater(len(question.values), 1)
        found = set()
        for value in question.values:
            answered = request_pb2.AdviseRequest()
            answered.CopyFrom(request)
            answered.facts[question.fact_id] = value
            found |= self.verdicts(answered)
        return found

    def test_every_interview_ends_decided(self):
        for platform in PLATFORMS:
            with self.subTest(platform):
                request = request_pb2.AdviseRequest(platform=platform)
                possible = {possible.verdict for possible in self.advise(request).possible_verdicts}
                self.assertGreater(len(possible), 1)
                self.assertEqual(self.verdicts(request), possible)


class CompareTest(Served):
    def test_ranks_the_platforms(self):
        request = service_pb2.ComparePlatformsRequest(request=request_pb2.AdviseRequest(
            affinity=request_pb2.Affinity(same_profession=True),
            relationship=request_pb2.Relationship(personal_friend=False)))
        response = self.stub.ComparePlatforms(request, timeout=TIMEOUT)
        self.assertEqual([result.platform for result in response.results], PLATFORMS)
        self.assertEqual(
            {result.platform: result.result.advice.verdict for result in response.results},
            {"facebook": advice_pb2.VERDICT_DECLINE, "linkedin": advice_pb2.VERDICT_NEEDS_INFORMATION,
             "twitter": advice_pb2.VERDICT_CONNECT})
        self.assertEqual(list(response.ranking), ["twitter", "linkedin", "facebook"])
        self.assertEqual(response.best_platform, "twitter")

    def test_a_platform_that_is_not_loaded_leaves_the_others(self):
        request = service_pb2.ComparePlatformsRequest(
            request=about_a_friend("", True), platforms=["orkut", "facebook"])
        response = self.stub.ComparePlatforms(request, timeout=TIMEOUT)
        self.assertEqual(response.results[0].result.error.code, grpc.StatusCode.NOT_FOUND.value[0])
        self.assertEqual(response.results[1].result.advice.verdict, advice_pb2.VERDICT_CONNECT)
        self.assertEqual(response.best_platform, "facebook")


class PlatformsTest(Served):
    def test_lists_what_can_be_got(self):
        platforms = self.stub.ListPlatforms(service_pb2.ListPlatformsRequest(), timeout=TIMEOUT).platforms
        self.assertEqual([platform.id for platform in platforms], PLATFORMS)
        for platform in platforms:
            request = service_pb2.GetPlatformRequest(platform=platform.id)
            self.assertEqual(self.stub.GetPlatform(request, timeout=TIMEOUT).platform, platform)

    def test_describes_enough_to_send_every_example(self):
        for platform in self.stub.ListPlatforms(service_pb2.ListPlatformsRequest(), timeout=TIMEOUT).platforms:
            self.assertEqual([rule.kind for rule in platform.rules if rule.otherwise], [platform_pb2.RULE_KIND_DECIDES])
            self.assertGreater(len(platform.examples), 0)
            for example in platform.examples:
                with self.subTest(f"{platform.id}: {example.name}"):
                    request = request_pb2.AdviseRequest(platform=platform.id)
                    for fact in example.facts:
                        request.facts[fact.fact_id] = fact.value
                    self.assertEqual(self.advise(request).verdict, example.verdict)


class HealthTest(Served):
    def test_serves_as_a_whole_and_by_platform(self):
        health = health_pb2_grpc.HealthStub(self.channel)
        for service in ["", *PLATFORMS]:
            response = health.Check(health_pb2.HealthCheckRequest(service=service), timeout=TIMEOUT)
            self.assertEqual(response.status, health_pb2.HealthCheckResponse.SERVING)
        with self.assertRaises(grpc.RpcError) as raised:
            health.Check(health_pb2.HealthCheckRequest(service="orkut"), timeout=TIMEOUT)
        self.assertEqual(raised.exception.code(), grpc.StatusCode.NOT_FOUND)
