/* encoding.h would draw in the headers of ICU, which clash with the ones that Foundation brings.
   Nothing that Formats calls needs them, so ICU is switched off before anything else is read. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>
