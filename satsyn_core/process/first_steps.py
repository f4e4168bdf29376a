"""What a process does before it imports anything else: other modules may lie in the working folder, and SatSyn's take
so long to import that a user can press Ctrl-C meanwhile.
"""

import sys

from ..contract.working_folder import forget_working_folder


def take_first_steps() -> None:
    """Import nothing from the working folder, open the standard streams, keep the environment from being removed, and
    end without traceback when asked to stop.

    Main thread only.
    """
    forget_working_folder()
    # These import what may lie in the working folder.
    from pathlib import Path

    from ..contract.environment_use import keep_environment
    from .standard_streams import open_standard_streams
    from .stop_signals import leave_at_stop_signals

    open_standard_streams()
    keep_environment(Path(sys.prefix))
    leave_at_stop_signals()
