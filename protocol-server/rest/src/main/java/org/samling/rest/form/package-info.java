/**
 * What answers look like, those that tell of a problem too, and what decides whether a request may
 * be sent now.
 */
@NullMarked
package org.samling.rest.form;

import org.jspecify.annotations.NullMarked;
