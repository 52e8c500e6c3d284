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
