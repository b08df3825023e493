//! The other end: accounts, enrolment, inbox, answers and codes on a device.
