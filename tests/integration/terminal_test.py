"""advisorctl as a person meets it: in a terminal, against the real server."""

import os
import pty
import re
import select
import signal
import tempfile
import time
import unittest

from server_process import ServerProcess

# Nothing is measured by it.
SECONDS_TO_ANSWER = 60


class Terminal:
    """A terminal in which one program runs."""

    def __init__(self, *words, **environment):
        self._shown = ""
        self._looked_at = 0
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.environ.update(TERM="xterm", COLUMNS="80", **environment)
            os.execvp(words[0], words)

    def _read(self):
        """False at the program's end."""
        ready, _, _ = select.select([self._terminal], [], [], SECONDS_TO_ANSWER)
        if not ready:
            os.kill(self._pid, signal.SIGKILL)
            raise AssertionError("it shows no more than: " + self._shown)
        try:
            piece = os.read(self._terminal, 4096)
        except OSError:  # nobody has the terminal open any more
            return False
        self._shown += piece.decode()
        return bool(piece)

    def wait_for(self, text):
        """Until the text has appeared after what was waited for before."""
        while text not in self._shown[self._looked_at:]:
            if not self._read():
                raise AssertionError(f"it ended without {text!r}: {self._shown}")
        self._looked_at = self._shown.index(text, self._looked_at) + len(text)

    def type(self, text):
        os.write(self._terminal, text.encode())

    def end(self):
        """Waits for the program's end: everything that was shown, and how it ended, negative for a signal."""
        while self._read():
            pass
        os.close(self._terminal)
        _, status = os.waitpid(self._pid, 0)
        return self._shown, os.waitstatus_to_exitcode(status)


# Decisions on facebook, by which no log would be full.
DECISIONS = 20_000
DECISION = '{"platform":"facebook","verdict":"DECLINE","stated":{"relationship.personal_friend":"true"}}\n'

# More than two of the thousands that a batch works on at a time.
PEOPLE = 2_500


class TerminalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = ServerProcess()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def interview(self, **environment):
        return Terminal("advisorctl", "interview", "linkedin", "--server", self.server.address, **environment)

    def test_an_interview_comes_to_a_verdict_and_says_how_to_have_it_at_once(self):
        terminal = self.interview()
        terminal.wait_for("1. ")
        terminal.wait_for("[1-4] > ")
        terminal.type("neg\n")
        shown, code = terminal.end()
        self.assertEqual(code, 0)
        self.assertIn("The same at once:\r\n  advisorctl advise --platform linkedin --set relationship.my_assessment=NEGATIVE", shown)

    def test_back_asks_the_question_again_and_remembers_the_answer(self):
        terminal = self.interview(NO_COLOR="1")
        terminal.wait_for("[1-4] > ")
        terminal.type("nothing to say\n")
        terminal.wait_for("2. ")
        terminal.type("b\n")
        terminal.wait_for("You said: nothing to say")
        terminal.type("q\n")
        shown, code = terminal.end()
        self.assertEqual(code, 6)
        self.assertNotIn("\x1b", shown)

    def test_colour_is_for_terminals_that_want_it(self):
        for environment, coloured in ({}, True), ({"NO_COLOR": "1"}, False):
            terminal = self.interview(**environment)
            terminal.wait_for("[1-4] > ")
            terminal.type("q\n")
            shown, _ = terminal.end()
            self.assertEqual("\x1b[1;31mDECLINE" in shown, coloured)

    def test_control_c_ends_it_there_and_leaves_the_terminal_as_it_was(self):
        terminal = self.interview()
        terminal.wait_for("[1-4] > ")
        terminal.type("\x03")
        shown, code = terminal.end()
        self.assertEqual(code, -signal.SIGINT)
        # Every colour that was turned on was turned off, and nothing was printed any more.
        self.assertEqual(shown.count("\x1b[0m"), shown.count("\x1b[") // 2)
        self.assertTrue(shown.endswith(("[1-4] > ", "[1-4] > ^C")), shown)

    def test_control_d_ends_it_undecided(self):
        terminal = self.interview()
        terminal.wait_for("[1-4] > ")
        terminal.type("\x04")
        shown, code = terminal.end()
        self.assertEqual(code, 6)
        self.assertIn("Not decided: the input ended before the verdict.", shown)

    def test_a_batch_shows_how_far_it_is_and_then_only_its_summary(self):
        with tempfile.TemporaryDirectory() as directory:
            people = os.path.join(directory, "people.csv")
            advice = os.path.join(directory, "advice.csv")
            with open(people, "w", encoding="utf-8") as file:
                file.write("\n".join(["relationship.personal_friend"] + ["true"] * PEOPLE))
            # What is piped elsewhere is not on the terminal.
            command = f"exec advisorctl --server {self.server.address} batch {people} --platform facebook >{advice}"
            shown, code = Terminal("sh", "-c", command, NO_COLOR="1").end()
            with open(advice, encoding="utf-8") as file:
                connected = file.read().count(",facebook,CONNECT,")
        self.assertEqual(code, 0, shown)
        bars = re.findall(r"\r\x1b\[K\[(#* *)\] (\d+) %, (\d+) done", shown)
        self.assertEqual([int(done) for _, _, done in bars], [1000, 2000, PEOPLE])
        self.assertEqual([percent for _, percent, _ in bars], ["40", "80", "100"])
        self.assertEqual([len(bar.strip()) for bar, _, _ in bars], [12, 24, 30])
        self.assertIn(f"\r\x1b[K{PEOPLE} requests\r\n  CONNECT ", shown)
        self.assertEqual(connected, PEOPLE)

    def test_a_replay_shows_how_far_it_is_and_then_only_its_report(self):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as log:
            log.write(DECISION * DECISIONS)
            log.flush()
            plugin = os.path.join(os.environ["CONNECTION_ADVISOR_PLUGINS"], "facebook.so")
            shown, code = Terminal("advisorctl", "replay", log.name, "--plugin", plugin, "--witnesses", "0").end()
        self.assertEqual(code, 8, shown)
        bars = re.findall(r"\r\x1b\[K\[(#* *)\] (\d+) %, (\d+) decisions", shown)
        self.assertGreater(len(bars), 1, shown)
        self.assertLess(int(bars[0][1]), 100)
        self.assertEqual(bars[-1], ("#" * 30, "100", str(DECISIONS)))
        self.assertEqual(sorted(int(decisions) for _, _, decisions in bars), [int(bar[2]) for bar in bars])
        self.assertIn(f"\r\x1b[K{DECISIONS} decisions on facebook, decided again by ", shown)


if __name__ == "__main__":
    unittest.main()
