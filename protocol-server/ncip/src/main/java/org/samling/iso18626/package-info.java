/**
 * Converts ISO 18626 XML to message records and back (ISO 18626:2017, schema version 1.2): lenient
 * in reading, strict in writing. It knows the wire format and nothing about libraries: it must not
 * import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.iso18626;

import org.jspecify.annotations.NullMarked;
