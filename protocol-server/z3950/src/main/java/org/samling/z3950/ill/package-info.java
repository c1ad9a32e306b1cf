/**
 * Messages of the interlibrary loan protocol (ISO 10161-1) as XML, as clients of Item Order send
 * them. It knows the standard's elements, and nothing about any library.
 */
@NullMarked
package org.samling.z3950.ill;

import org.jspecify.annotations.NullMarked;
