/**
 * NCIP: turns requests of interlibrary-loan systems into commands and queries, and their outcomes
 * into the standard's responses. {@link org.samling.routes.ncip.NcipResponder} is the entry point.
 */
@NullMarked
package org.samling.routes.ncip;

import org.jspecify.annotations.NullMarked;
