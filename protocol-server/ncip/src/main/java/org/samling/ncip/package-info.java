/**
 * NCIP XML to message records and back: lenient in what is read, strict in what is written, after
 * ANSI/NISO Z39.83-1-2012 (NCIP 2.02). It knows what stands on the wire and nothing of libraries:
 * it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.ncip;

import org.jspecify.annotations.NullMarked;
