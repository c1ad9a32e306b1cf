/**
 * One writer for each tenant: it loads, has the desk decide, and writes the effects of a batch and
 * commits them.
 */
@NullMarked
package org.samling.postgres.writer;

import org.jspecify.annotations.NullMarked;
