/**
 * Conversations of clients with another server, recorded without secrets, and how replies of two
 * servers to the same request differ.
 *
 * <p>Imports the codec only.
 */
@NullMarked
package org.samling.sip2.shadow;

import org.jspecify.annotations.NullMarked;
