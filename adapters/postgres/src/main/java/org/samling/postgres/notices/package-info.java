/** Notices to patrons: found in events and by the calendar, composed, claimed, sent. */
@NullMarked
package org.samling.postgres.notices;

import org.jspecify.annotations.NullMarked;
