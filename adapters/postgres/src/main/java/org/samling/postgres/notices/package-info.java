/** What patrons are told: composed from events and the calendar, claimed, sent. */
@NullMarked
package org.samling.postgres.notices;

import org.jspecify.annotations.NullMarked;
