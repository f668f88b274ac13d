"""Changes that people post: patches, mails and series of them, and what a working tree changed.

In: bytes of a patch, or a revision.  Out: the texts before and after, and the findings that the change brings.
"""
