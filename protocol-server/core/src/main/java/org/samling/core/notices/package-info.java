/**
 * Notices to patrons, the messages that carry them, their texts and addresses. It imports nothing
 * of circulation.
 */
@NullMarked
package org.samling.core.notices;

import org.jspecify.annotations.NullMarked;
