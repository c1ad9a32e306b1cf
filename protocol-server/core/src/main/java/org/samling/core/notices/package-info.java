/**
 * What patrons are told: notices, the messages that carry them, their texts, and where they go. It
 * imports nothing of circulation.
 */
@NullMarked
package org.samling.core.notices;

import org.jspecify.annotations.NullMarked;
