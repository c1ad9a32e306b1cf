/**
 * ISO 18626 XML to message records and back (ISO 18626:2017, schema version 1.2): lenient in what
 * is read, strict in what is written. It knows what stands on the wire and nothing of libraries: it
 * must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.iso18626;

import org.jspecify.annotations.NullMarked;
