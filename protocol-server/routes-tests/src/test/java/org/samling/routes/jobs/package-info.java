/** Jobs on the real store. */
@NullMarked
package org.samling.routes.jobs;

import org.jspecify.annotations.NullMarked;
