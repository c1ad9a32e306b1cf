/**
 * What NCIP's messages carry: the identifiers, fields and problems of the standard, without their
 * XML.
 */
@NullMarked
package org.samling.ncip.data;

import org.jspecify.annotations.NullMarked;
