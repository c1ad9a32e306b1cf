/**
 * The content of NCIP's messages: the identifiers, fields and problems of the standard, without
 * their XML.
 */
@NullMarked
package org.samling.ncip.data;

import org.jspecify.annotations.NullMarked;
