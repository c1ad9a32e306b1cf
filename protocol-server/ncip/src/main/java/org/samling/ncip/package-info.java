/**
 * Converts NCIP XML to message records and back: lenient in reading, strict in writing, after
 * ANSI/NISO Z39.83-1-2012 (NCIP 2.02). It knows the wire format and nothing about libraries: it
 * must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.ncip;

import org.jspecify.annotations.NullMarked;
