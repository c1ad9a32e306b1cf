/**
 * Converts SRU requests to records, and responses to XML, in the versions 1.1, 1.2 (Library of
 * Congress) and 2.0 (OASIS searchRetrieve 1.0, part 3). It knows the wire format and nothing about
 * libraries: it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.sru;

import org.jspecify.annotations.NullMarked;
