/**
 * NCIP: what interlibrary-loan systems ask becomes commands and questions, and what comes of them
 * the standard's responses. {@link org.samling.routes.ncip.NcipResponder} is the way in.
 */
@NullMarked
package org.samling.routes.ncip;

import org.jspecify.annotations.NullMarked;
