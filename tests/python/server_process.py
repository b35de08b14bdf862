"""The real server, started as an operator starts it."""

import os
import subprocess
import tempfile
import threading

# Long enough for a sanitized build on a busy machine; nothing is measured by it.
SECONDS_TO_START_OR_STOP = 60

SERVING = "serving on "


class ServerProcess:
    """Serves the bundled plugins on a free port from construction until stop()."""

    def __init__(self):
        # A file and no pipe: nobody has to read it for the server to go on.
        self._errors = tempfile.TemporaryFile(mode="w+")
        self._process = subprocess.Popen(
            [os.environ["CONNECTION_ADVISOR_SERVER"], "--listen", "127.0.0.1:0",
             # Whoever may write to the build directory.
             "--unchecked-permissions", "--compile-timeout", f"{SECONDS_TO_START_OR_STOP}s",
             "--plugins", os.environ["CONNECTION_ADVISOR_PLUGINS"]],
            stdout=subprocess.PIPE, stderr=self._errors, text=True)
        too_late = threading.Timer(SECONDS_TO_START_OR_STOP, self._process.kill)
        too_late.start()
        line = self._process.stdout.readline()
        too_late.cancel()
        if not line.startswith(SERVING):
            self._process.kill()
            self._process.wait()
            raise RuntimeError(f"the server does not serve; it said: {line}{self.errors()}")
        self.address = line[len(SERVING):].strip()

    def errors(self):
        """What it has written on standard error so far."""
        self._errors.seek(0)
        return self._errors.read()

    def stop(self):
        """Sends SIGTERM; the exit code, 0 for a server that nothing ails."""
        self._process.terminate()
        try:
            return self._process.wait(SECONDS_TO_START_OR_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._process.stdout.close()
            self._errors.close()
