"""The subcommands of ``euclusters``, one file each."""
