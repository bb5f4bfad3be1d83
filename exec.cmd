@rem npm start begins with exec, so that signals reach node itself; Windows has no such command
@%*
