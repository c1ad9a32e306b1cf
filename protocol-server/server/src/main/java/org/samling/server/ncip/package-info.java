/**
 * NCIP on a connection of its own. Doesn't interpret the messages: {@link
 * org.samling.routes.ncip.NcipResponder} does.
 */
@NullMarked
package org.samling.server.ncip;

import org.jspecify.annotations.NullMarked;
