/**
 * NCIP on a connection of its own. Knows nothing of what the messages say: that is {@link
 * org.samling.routes.ncip.NcipResponder}'s.
 */
@NullMarked
package org.samling.server.ncip;

import org.jspecify.annotations.NullMarked;
