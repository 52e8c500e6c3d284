"""How much one document may ask of the converter. Each bound has its reason; a document beyond it is refused in a sentence."""

MEGA = 1024 * 1024

ORIGINAL_BYTES = 512 * MEGA
"""What is converted at most: a scanned file of 1,000 colour pages is about 300 MB. Larger originals are kept, not read."""

PAGES_READ = 300
"""Pages read of one document. A request with annexes rarely has more; the note `pages-left-out:N` says how many were not read."""

PAGES = 5_000
"""Page count from which a document is refused altogether: no letter, more likely an attack on the page tree."""

PIXELS = 30_000_000
"""Pixels of one page image: A3 in colour at 350 dpi. More only costs memory (4 bytes a pixel, several copies)."""

IMAGE_PIXELS = 120_000_000
"""Pixels an image file may declare: A3 at 750 dpi, or a 108-megapixel telephone. It is shrunk to `PIXELS` while decoding."""

PAGE_DPI = 200
"""Resolution at which pages are rasterised for reading: what the engines were measured at."""

PAGE_SIDE = 3_400
"""Longest side of a page image in pixels (A3 at 200 dpi). Larger sheets are read at a lower resolution."""

LINES = 2_000
"""Lines of one page that are kept: a dense bank statement in small print has about 200."""

LINE_CHARACTERS = 10_000
"""Characters of one line that are kept."""

PAGE_SECONDS = 120
"""Silence after which a page has hung: an ordinary page takes 2 to 6 seconds on two cores, ten times that on a busy machine."""

DOCUMENT_SECONDS = 3_000
"""Total time of one document: 300 pages at 10 seconds. What is not read by then is left out and noted."""

START_SECONDS = 60
"""Time for the process in the box to load its models: 2 to 4 seconds on a laptop."""

MEMORY_BYTES = 4_000 * MEGA
"""Address space of the boxed process. It holds about 1 GB of memory; models and threads map more than they touch."""

TEMPORARY_BYTES = 64 * MEGA
"""What the box may write, all of it in memory and gone with the process."""

PROCESSES = 64
"""Processes and threads in the box: the engines use about ten."""

VIEW_BYTES = 400_000
"""Largest page image that is accepted from the box; `VIEW_AIM_BYTES` is aimed at."""

VIEW_AIM_BYTES = 120_000
"""Size of a page image for the viewer: a page a second on a slow line of 1 Mbit/s."""

VIEW_SIDE = 1_754
"""Longest side of the viewer's image: A4 at 150 dpi, legible on a laptop at 150 % zoom."""

THUMBNAIL_SIDE = 240
"""Longest side of a thumbnail in pixels."""

MESSAGE_BYTES = 8 * MEGA
"""One message from the box, JSON: a page of `LINES` lines with word boxes stays below it."""

OUTPUT_BYTES = 256 * MEGA
"""All that one document may bring out of the box: 300 pages with image, thumbnail and words take about 60 MB."""

DOCUMENTS_A_PROCESS = 50
"""Documents after which the process is replaced, so that nothing a library leaks can pile up."""

MAIL_BYTES = 64 * MEGA
"""A mail that is read: few servers pass more than 50 MB. It is taken apart in memory, several times its size."""

OFFICE_BYTES = 64 * MEGA
"""A Word file or workbook that is read."""

XML_BYTES = 48 * MEGA
"""One part of an Office file, inflated: the text of 10,000 pages. In memory it takes ten times that."""

TEXT_CHARACTERS = 600_000
"""Signs of a mail, a Word file or a workbook that are set on pages: what `PAGES_READ` pages hold. The rest is noted."""

BODY_CHARACTERS = 6_000_000
"""Signs of a mail's text that are looked at, its HTML with all its tags: ten times what is set."""

HEADER_CHARACTERS = 2_000
"""Signs of one header field that are shown: a list of 50 addresses."""

TABLE_ROWS = 6_000
"""Rows of a workbook that are set on pages."""

SCANNED_ROWS = 200_000
"""Rows of a sheet that are looked at, the empty ones too: a sheet may declare a million and fill ten."""

TABLE_COLUMNS = 60
"""Columns of a sheet that are shown; every twelve of them make a table of their own."""

MAIL_PARTS = 20_000
"""Parts of one mail from which it is no mail but an attack."""

ENCLOSED = 1_000
"""Files that may come out of one original, at all depths together: more than any mail has, and as many as a shelf of files."""

ENCLOSED_BYTES = 512 * MEGA
"""Bytes of these files together."""

ENCLOSED_FILE_BYTES = 256 * MEGA
"""Bytes of one such file: it is held in memory on its way out of the box."""

ENCLOSED_DEPTH = 4
"""Files in files: a letter in a ZIP in a forwarded mail in a mail. What lies deeper is kept inside and not taken out."""

ENCLOSED_PART_BYTES = 256 * 1024
"""Bytes of such a file in one message from the box."""

EXPANSION = 100
"""How many times its size an archive may grow before it counts as a bomb; text shrinks to a tenth, hardly to a fiftieth."""

EXPANSION_FROM_BYTES = 64 * MEGA
"""Archives that grow to less are harmless however well they were packed."""

MEMBERS = 10_000
"""Members of an archive from which it is not opened."""

DIRECTORY_BYTES = 16 * MEGA
"""Size of an archive's table of contents from which it is not opened."""

TABULATED_COLUMNS = 400
"""Columns of a sheet whose rows are taken out as a table: more than any register has."""

TABLE_BYTES = 128 * MEGA
"""Such a table as text: 200,000 rows of 600 bytes."""

TABULATING_SECONDS = 600
"""Time for taking it out: 10,000 rows take about 5 seconds."""
