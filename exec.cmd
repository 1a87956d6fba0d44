@rem The scripts in package.json begin with the shell's exec, so that signals reach them. This is it for Windows.
@%*
