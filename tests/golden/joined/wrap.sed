# The joined sources, with the simulated kernel in front of the two functions through which earlybind
# changes anything: in one file ld's --wrap finds nothing to wrap.
s/^static int eb_\(sysfs_put\|modprobe\)(\(.*;\)$/int __real_eb_\1(\2\nint __wrap_eb_\1(\2/
t
s/^static int eb_\(sysfs_put\|modprobe\)(/int __real_eb_\1(/
t
s/\beb_\(sysfs_put\|modprobe\)(/__wrap_eb_\1(/
$a\
\
int main(int argc, char **argv)\
{\
	return earlybind_main(argc, argv);\
}
