#ifndef BELLWETHER_CXML_SHIM_H
#define BELLWETHER_CXML_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#endif
