/* SPDX-License-Identifier: GPL-2.0-only */
#include "offline/populate.h"

#include <stdlib.h>
#include <string.h>

/*
 * Nodes that are set up before there are devices, and then marked as populated, so that no
 * device is made for them (Linux 6.12: drivers/of/irq.c:of_irq_init, drivers/clk/clk.c:
 * of_clk_init), unless that driver is not in the kernel, or fails.
 *
 * The strings are those of IRQCHIP_DECLARE and CLK_OF_DECLARE in drivers/ and arch/arm* of
 * Linux 6.12, without those that only other architectures have, and without those whose
 * function takes the mark off again: CLK_OF_DECLARE_DRIVER, and of the interrupt controllers
 * samsung,exynos*-pmu, fsl,imx6q-gpc, fsl,imx7d-gpc, fsl,imx8mq-gpc. Timers
 * (TIMER_OF_DECLARE) are not marked: they have a device. Both lists are in order.
 */
/* clang-format off */
static const char *const eb_early_interrupts[] = {
	"abilis,tb10x-ictl", "actions,s500-sirq", "actions,s700-sirq", "actions,s900-sirq",
	"al,alpine-msix", "allwinner,sun20i-d1-plic", "allwinner,sun4i-a10-ic",
	"allwinner,sun50i-h6-r-intc", "allwinner,sun6i-a31-r-intc",
	"allwinner,sun6i-a31-sc-nmi", "allwinner,sun7i-a20-sc-nmi", "allwinner,sun9i-a80-nmi",
	"allwinner,suniv-f1c100s-ic", "alphascale,asm9260-icoll", "amazon,al-fic", "apple,aic",
	"apple,aic2", "arm,arm1176jzf-devchip-gic", "arm,arm11mp-gic", "arm,armv7m-nvic",
	"arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,cortex-a9-gic", "arm,eb11mp-gic",
	"arm,gic-400", "arm,gic-v3", "arm,pl190-vic", "arm,pl192-vic", "arm,pl390",
	"arm,tc11mp-gic", "arm,versatile-fpga-irq", "arm,versatile-sic", "arm,versatile-vic",
	"aspeed,ast2400-i2c-ic", "aspeed,ast2400-scu-ic", "aspeed,ast2400-vic",
	"aspeed,ast2500-i2c-ic", "aspeed,ast2500-scu-ic", "aspeed,ast2500-vic",
	"aspeed,ast2600-scu-ic0", "aspeed,ast2600-scu-ic1", "atmel,at91rm9200-aic",
	"atmel,sama5d2-aic", "atmel,sama5d3-aic", "atmel,sama5d4-aic",
	"brcm,bcm2835-armctrl-ic", "brcm,bcm2836-armctrl-ic", "brcm,bcm2836-l1-intc",
	"cirrus,ep7209-intc", "cnxt,cx92755-ic", "cortina,gemini-interrupt-controller",
	"faraday,ftintc010", "fsl,avic", "fsl,icoll", "fsl,ls1021a-extirq",
	"fsl,ls1043a-extirq", "fsl,ls1088a-extirq", "fsl,vf610-mscm-ir", "google,goldfish-pic",
	"hisilicon,hip04-intc", "idt,32434-pic", "intel,i8259", "intel,ixp42x-interrupt",
	"intel,ixp43x-interrupt", "intel,ixp45x-interrupt", "intel,ixp46x-interrupt",
	"marvell,mmp3-intc", "marvell,mpic", "marvell,odmi-controller",
	"marvell,orion-bridge-intc", "marvell,orion-intc", "marvell,pxa-intc",
	"mediatek,mt6577-sysirq", "mediatek,mtk-cirq", "microchip,sam9x60-aic",
	"moxa,moxart-ic", "mrvl,mmp-intc", "mrvl,mmp2-intc", "mrvl,mmp2-mux-intc",
	"mstar,mst-intc", "nvidia,tegra20-ictlr", "nvidia,tegra210-ictlr",
	"nvidia,tegra30-ictlr", "nxp,lpc3220-mic", "nxp,lpc3220-sic", "qcom,msm-8660-qgic",
	"qcom,msm-qgic2", "rda,8810pl-intc", "samsung,exynos4210-combiner", "snps,dw-apb-ictl",
	"socionext,synquacer-exiu", "st,spear300-shirq", "st,spear310-shirq",
	"st,spear320-shirq", "st,stm32-exti", "st,stm32h7-exti", "sunplus,sp7021-intc",
	"ti,am33xx-intc", "ti,cp-intc", "ti,dm814-intc", "ti,dm816-intc", "ti,irq-crossbar",
	"ti,omap2-intc", "ti,omap3-intc", "ti,omap4-wugen-mpu", "via,vt8500-intc",
	"xlnx,opb-intc-1.00.c", "xlnx,xps-intc-1.00.a",
};

static const char *const eb_early_clocks[] = {
	"allwinner,sun4i-a10-ahb-clk", "allwinner,sun4i-a10-ahb-gates-clk",
	"allwinner,sun4i-a10-apb0-clk", "allwinner,sun4i-a10-apb0-gates-clk",
	"allwinner,sun4i-a10-apb1-clk", "allwinner,sun4i-a10-apb1-gates-clk",
	"allwinner,sun4i-a10-axi-clk", "allwinner,sun4i-a10-axi-gates-clk",
	"allwinner,sun4i-a10-codec-clk", "allwinner,sun4i-a10-cpu-clk",
	"allwinner,sun4i-a10-display-clk", "allwinner,sun4i-a10-dram-gates-clk",
	"allwinner,sun4i-a10-gates-clk", "allwinner,sun4i-a10-mmc-clk",
	"allwinner,sun4i-a10-mod1-clk", "allwinner,sun4i-a10-osc-clk",
	"allwinner,sun4i-a10-pll1-clk", "allwinner,sun4i-a10-pll2-clk",
	"allwinner,sun4i-a10-pll3-clk", "allwinner,sun4i-a10-pll5-clk",
	"allwinner,sun4i-a10-pll6-clk", "allwinner,sun4i-a10-tcon-ch0-clk",
	"allwinner,sun4i-a10-tcon-ch1-clk", "allwinner,sun4i-a10-usb-clk",
	"allwinner,sun4i-a10-ve-clk", "allwinner,sun5i-a10s-ahb-gates-clk",
	"allwinner,sun5i-a10s-apb0-gates-clk", "allwinner,sun5i-a10s-apb1-gates-clk",
	"allwinner,sun5i-a10s-ccu", "allwinner,sun5i-a13-ahb-clk",
	"allwinner,sun5i-a13-ahb-gates-clk", "allwinner,sun5i-a13-apb0-gates-clk",
	"allwinner,sun5i-a13-apb1-gates-clk", "allwinner,sun5i-a13-ccu",
	"allwinner,sun5i-a13-mbus-clk", "allwinner,sun5i-a13-pll2-clk",
	"allwinner,sun5i-a13-usb-clk", "allwinner,sun6i-a31-ahb1-clk",
	"allwinner,sun6i-a31-ahb1-gates-clk", "allwinner,sun6i-a31-ahb1-mux-clk",
	"allwinner,sun6i-a31-apb1-gates-clk", "allwinner,sun6i-a31-apb2-gates-clk",
	"allwinner,sun6i-a31-display-clk", "allwinner,sun6i-a31-pll1-clk",
	"allwinner,sun6i-a31-pll6-clk", "allwinner,sun6i-a31-usb-clk",
	"allwinner,sun7i-a20-ahb-gates-clk", "allwinner,sun7i-a20-apb0-gates-clk",
	"allwinner,sun7i-a20-apb1-gates-clk", "allwinner,sun7i-a20-gmac-clk",
	"allwinner,sun7i-a20-out-clk", "allwinner,sun7i-a20-pll4-clk",
	"allwinner,sun8i-a23-ahb1-gates-clk", "allwinner,sun8i-a23-apb1-gates-clk",
	"allwinner,sun8i-a23-apb2-gates-clk", "allwinner,sun8i-a23-axi-clk",
	"allwinner,sun8i-a23-mbus-clk", "allwinner,sun8i-a23-pll1-clk",
	"allwinner,sun8i-a23-usb-clk", "allwinner,sun8i-a33-ahb1-gates-clk",
	"allwinner,sun8i-a83t-apb0-gates-clk", "allwinner,sun8i-a83t-bus-gates-clk",
	"allwinner,sun8i-h3-ahb2-clk", "allwinner,sun8i-h3-bus-gates-clk",
	"allwinner,sun8i-h3-usb-clk", "allwinner,sun9i-a80-ahb-clk",
	"allwinner,sun9i-a80-ahb0-gates-clk", "allwinner,sun9i-a80-ahb1-gates-clk",
	"allwinner,sun9i-a80-ahb2-gates-clk", "allwinner,sun9i-a80-apb0-clk",
	"allwinner,sun9i-a80-apb0-gates-clk", "allwinner,sun9i-a80-apb1-clk",
	"allwinner,sun9i-a80-apb1-gates-clk", "allwinner,sun9i-a80-apbs-gates-clk",
	"allwinner,sun9i-a80-cpus-clk", "allwinner,sun9i-a80-gt-clk",
	"allwinner,sun9i-a80-mmc-clk", "allwinner,sun9i-a80-mod0-clk",
	"allwinner,sun9i-a80-pll4-clk", "allwinner,sun9i-a80-usb-mod-clk",
	"allwinner,sun9i-a80-usb-phy-clk", "alphascale,asm9260-clock-controller",
	"apm,xgene-device-clock", "apm,xgene-pcppll-clock", "apm,xgene-pcppll-v2-clock",
	"apm,xgene-pmd-clock", "apm,xgene-socpll-clock", "apm,xgene-socpll-v2-clock",
	"arm,integrator-cm-auxosc", "arm,sp810", "arm,syscon-icst307", "arm,syscon-icst525",
	"arm,syscon-icst525-integratorap-cm", "arm,syscon-icst525-integratorap-pci",
	"arm,syscon-icst525-integratorap-sys", "arm,syscon-icst525-integratorcp-cm-core",
	"arm,syscon-icst525-integratorcp-cm-mem", "arm,versatile-cm-auxosc",
	"atmel,at91rm9200-clk-main", "atmel,at91rm9200-clk-main-osc",
	"atmel,at91rm9200-clk-master", "atmel,at91rm9200-clk-peripheral",
	"atmel,at91rm9200-clk-pll", "atmel,at91rm9200-clk-programmable",
	"atmel,at91rm9200-clk-system", "atmel,at91rm9200-clk-usb", "atmel,at91rm9200-pmc",
	"atmel,at91sam9260-clk-slow", "atmel,at91sam9260-pmc", "atmel,at91sam9261-pmc",
	"atmel,at91sam9263-pmc", "atmel,at91sam9g15-pmc", "atmel,at91sam9g20-clk-pllb",
	"atmel,at91sam9g20-pmc", "atmel,at91sam9g25-pmc", "atmel,at91sam9g35-pmc",
	"atmel,at91sam9g45-clk-pll", "atmel,at91sam9g45-clk-programmable",
	"atmel,at91sam9g45-pmc", "atmel,at91sam9n12-clk-usb", "atmel,at91sam9n12-pmc",
	"atmel,at91sam9rl-pmc", "atmel,at91sam9x25-pmc", "atmel,at91sam9x35-pmc",
	"atmel,at91sam9x5-clk-main", "atmel,at91sam9x5-clk-main-rc-osc",
	"atmel,at91sam9x5-clk-master", "atmel,at91sam9x5-clk-peripheral",
	"atmel,at91sam9x5-clk-plldiv", "atmel,at91sam9x5-clk-programmable",
	"atmel,at91sam9x5-clk-smd", "atmel,at91sam9x5-clk-usb", "atmel,at91sam9x5-clk-utmi",
	"atmel,at91sam9x5-sckc", "atmel,sama5d2-clk-audio-pll-frac",
	"atmel,sama5d2-clk-audio-pll-pad", "atmel,sama5d2-clk-audio-pll-pmc",
	"atmel,sama5d2-clk-generated", "atmel,sama5d2-clk-i2s-mux", "atmel,sama5d2-pmc",
	"atmel,sama5d3-clk-pll", "atmel,sama5d3-pmc", "atmel,sama5d3-sckc",
	"atmel,sama5d4-clk-h32mx", "atmel,sama5d4-pmc", "atmel,sama5d4-sckc",
	"brcm,bcm53573-ilp", "brcm,cygnus-armpll", "brcm,cygnus-asiu-clk",
	"brcm,cygnus-audiopll", "brcm,cygnus-genpll", "brcm,cygnus-lcpll0",
	"brcm,cygnus-mipipll", "brcm,hr2-armpll", "brcm,ns2-genpll-scr", "brcm,ns2-genpll-sw",
	"brcm,ns2-lcpll-ddr", "brcm,ns2-lcpll-ports", "brcm,nsp-armpll", "brcm,nsp-genpll",
	"brcm,nsp-lcpll0", "brcm,sr-genpll3", "calxeda,hb-a9bus-clock",
	"calxeda,hb-a9periph-clock", "calxeda,hb-emmc-clock", "calxeda,hb-pll-clock",
	"canaan,k210-clk", "cirrus,ep7209-clk", "fixed-clock", "fixed-factor-clock",
	"fixed-mmio-clock", "fsl,imx1-ccm", "fsl,imx23-clkctrl", "fsl,imx25-ccm",
	"fsl,imx27-ccm", "fsl,imx28-clkctrl", "fsl,imx31-ccm", "fsl,imx35-ccm", "fsl,imx50-ccm",
	"fsl,imx51-ccm", "fsl,imx53-ccm", "fsl,imx6q-ccm", "fsl,imx6sl-ccm", "fsl,imx6sx-ccm",
	"fsl,imx6ul-ccm", "fsl,imx7d-ccm", "fsl,imx7ulp-pcc2", "fsl,imx7ulp-pcc3",
	"fsl,imx7ulp-scg1", "fsl,imx7ulp-smc1", "fsl,ls1012a-clockgen", "fsl,ls1021a-clockgen",
	"fsl,ls1028a-clockgen", "fsl,ls1043a-clockgen", "fsl,ls1046a-clockgen",
	"fsl,ls1088a-clockgen", "fsl,ls2080a-clockgen", "fsl,lx2160a-clockgen",
	"fsl,qoriq-clockgen-1.0", "fsl,qoriq-clockgen-2.0", "fsl,qoriq-core-mux-1.0",
	"fsl,qoriq-core-mux-2.0", "fsl,qoriq-core-pll-1.0", "fsl,qoriq-core-pll-2.0",
	"fsl,qoriq-platform-pll-1.0", "fsl,qoriq-platform-pll-2.0", "fsl,qoriq-sysclk-1.0",
	"fsl,qoriq-sysclk-2.0", "fsl,vf610-ccm", "google,gs101-cmu-misc",
	"google,gs101-cmu-top", "hisilicon,hi3620-clock", "hisilicon,hi3620-mmc-clock",
	"hisilicon,hi6220-acpu-sctrl", "hisilicon,hi6220-pmctrl", "hisilicon,hip04-clock",
	"hisilicon,hix5hd2-clock", "marvell,armada-370-core-clock",
	"marvell,armada-370-corediv-clock", "marvell,armada-375-core-clock",
	"marvell,armada-375-corediv-clock", "marvell,armada-375-gating-clock",
	"marvell,armada-380-core-clock", "marvell,armada-380-corediv-clock",
	"marvell,armada-380-gating-clock", "marvell,armada-390-core-clock",
	"marvell,armada-390-gating-clock", "marvell,armada-xp-core-clock",
	"marvell,armada-xp-cpu-clock", "marvell,berlin2-clk", "marvell,berlin2q-clk",
	"marvell,dove-core-clock", "marvell,kirkwood-core-clock", "marvell,mmp2-clock",
	"marvell,mmp3-clock", "marvell,mv88f5181-core-clock", "marvell,mv88f5182-core-clock",
	"marvell,mv88f5281-core-clock", "marvell,mv88f6180-core-clock",
	"marvell,mv88f6183-core-clock", "marvell,mv98dx1135-core-clock",
	"marvell,mv98dx3236-core-clock", "marvell,mv98dx3236-corediv-clock",
	"marvell,mv98dx3236-cpu-clock", "marvell,pxa168-clock", "marvell,pxa1928-apbc",
	"marvell,pxa1928-apmu", "marvell,pxa1928-mpmu", "marvell,pxa250-core-clocks",
	"marvell,pxa270-clocks", "marvell,pxa300-clocks", "marvell,pxa910-clock",
	"microchip,sam9x60-pmc", "microchip,sam9x60-sckc", "microchip,sam9x7-pmc",
	"microchip,sama7g5-pmc", "moxa,moxart-apb-clock", "moxa,moxart-pll-clock",
	"nextthing,gr8-ccu", "nvidia,tegra114-car", "nvidia,tegra124-car",
	"nvidia,tegra132-car", "nvidia,tegra210-car", "nxp,lpc1850-ccu", "nxp,lpc1850-cgu",
	"nxp,lpc3220-clk", "nxp,lpc3220-usb-clk", "renesas,cpg-div6-clock",
	"renesas,cpg-mstp-clocks", "renesas,emev2-smu-clkdiv", "renesas,emev2-smu-gclk",
	"renesas,r8a73a4-cpg-clocks", "renesas,r8a7740-cpg-clocks",
	"renesas,r8a7778-cpg-clocks", "renesas,r8a7779-cpg-clocks", "renesas,rz-cpg-clocks",
	"rockchip,px30-cru", "rockchip,px30-pmucru", "rockchip,rk3036-cru",
	"rockchip,rk3066a-cru", "rockchip,rk3126-cru", "rockchip,rk3128-cru",
	"rockchip,rk3188-cru", "rockchip,rk3188a-cru", "rockchip,rk3228-cru",
	"rockchip,rk3288-cru", "rockchip,rk3288w-cru", "rockchip,rk3308-cru",
	"rockchip,rk3328-cru", "rockchip,rk3368-cru", "rockchip,rk3399-cru",
	"rockchip,rk3399-pmucru", "rockchip,rk3568-cru", "rockchip,rk3568-pmucru",
	"rockchip,rk3576-cru", "rockchip,rk3588-cru", "rockchip,rv1108-cru",
	"samsung,exynos3250-cmu", "samsung,exynos3250-cmu-dmc", "samsung,exynos4210-clock",
	"samsung,exynos4212-clock", "samsung,exynos4412-clock", "samsung,exynos5260-clock-aud",
	"samsung,exynos5260-clock-disp", "samsung,exynos5260-clock-egl",
	"samsung,exynos5260-clock-fsys", "samsung,exynos5260-clock-g2d",
	"samsung,exynos5260-clock-g3d", "samsung,exynos5260-clock-gscl",
	"samsung,exynos5260-clock-isp", "samsung,exynos5260-clock-kfc",
	"samsung,exynos5260-clock-mfc", "samsung,exynos5260-clock-mif",
	"samsung,exynos5260-clock-peri", "samsung,exynos5260-clock-top",
	"samsung,exynos5410-clock", "samsung,exynos5433-cmu-apollo",
	"samsung,exynos5433-cmu-atlas", "samsung,exynos5433-cmu-cpif",
	"samsung,exynos5433-cmu-mif", "samsung,exynos5433-cmu-peric",
	"samsung,exynos5433-cmu-peris", "samsung,exynos5433-cmu-top",
	"samsung,exynos7-clock-aud", "samsung,exynos7-clock-ccore",
	"samsung,exynos7-clock-fsys0", "samsung,exynos7-clock-fsys1",
	"samsung,exynos7-clock-mscl", "samsung,exynos7-clock-peric0",
	"samsung,exynos7-clock-peric1", "samsung,exynos7-clock-peris",
	"samsung,exynos7-clock-top0", "samsung,exynos7-clock-top1",
	"samsung,exynos7-clock-topc", "samsung,exynos7885-cmu-peri",
	"samsung,exynos7885-cmu-top", "samsung,exynos850-cmu-cpucl0",
	"samsung,exynos850-cmu-cpucl1", "samsung,exynos850-cmu-peri",
	"samsung,exynos850-cmu-top", "samsung,exynosautov9-cmu-top",
	"samsung,exynosautov920-cmu-top", "samsung,s3c6400-clock", "samsung,s3c6410-clock",
	"samsung,s5p6442-clock", "samsung,s5pv210-clock", "snps,axs10x-arc-pll-clock",
	"snps,hsdk-core-pll-clock", "st,clkgen-pll0", "st,clkgen-pll0-a0", "st,clkgen-pll0-c0",
	"st,clkgen-pll1", "st,clkgen-pll1-c0", "st,flexgen", "st,nomadik-hclk-clock",
	"st,nomadik-pll-clock", "st,nomadik-src-clock", "st,quadfs", "st,quadfs-d0",
	"st,quadfs-d2", "st,quadfs-d3", "st,quadfs-pll", "st,stih407-clkgen-a9-mux",
	"st,stih407-clkgen-plla9", "st,stih418-clkgen-plla9", "stericsson,u8500-clks",
	"tesla,fsd-clock-cmu", "tesla,fsd-clock-imem", "ti,am3-dpll-clock",
	"ti,am3-dpll-core-clock", "ti,am3-dpll-j-type-clock", "ti,am3-dpll-no-gate-clock",
	"ti,am3-dpll-no-gate-j-type-clock", "ti,am3-dpll-x2-clock", "ti,am35xx-gate-clock",
	"ti,am35xx-interface-clock", "ti,clkctrl", "ti,clkdm-gate-clock", "ti,composite-clock",
	"ti,composite-divider-clock", "ti,composite-gate-clock", "ti,composite-interface-clock",
	"ti,composite-mux-clock", "ti,composite-no-wait-gate-clock", "ti,da850-pll0",
	"ti,divider-clock", "ti,dm816-fapll-clock", "ti,dra7-apll-clock", "ti,dra7-atl-clock",
	"ti,dss-gate-clock", "ti,fixed-factor-clock", "ti,gate-clock", "ti,hsdiv-gate-clock",
	"ti,keystone,main-pll-clock", "ti,keystone,pll-clock", "ti,keystone,pll-divider-clock",
	"ti,keystone,pll-mux-clock", "ti,keystone,psc-clock", "ti,mux-clock",
	"ti,omap2-apll-clock", "ti,omap2-dpll-core-clock", "ti,omap2430-interface-clock",
	"ti,omap3-dpll-clock", "ti,omap3-dpll-core-clock", "ti,omap3-dpll-per-clock",
	"ti,omap3-dpll-per-j-type-clock", "ti,omap3-dss-interface-clock",
	"ti,omap3-hsotgusb-interface-clock", "ti,omap3-interface-clock",
	"ti,omap3-no-wait-interface-clock", "ti,omap3-ssi-interface-clock",
	"ti,omap4-dpll-clock", "ti,omap4-dpll-core-clock", "ti,omap4-dpll-j-type-clock",
	"ti,omap4-dpll-m4xen-clock", "ti,omap4-dpll-x2-clock", "ti,omap5-mpu-dpll-clock",
	"ti,wait-gate-clock", "toshiba,tmpv7708-pipllct", "via,vt8500-device-clock",
	"via,vt8500-pll-clock", "wm,wm8650-pll-clock", "wm,wm8750-pll-clock",
	"wm,wm8850-pll-clock", "xlnx,ps7-clkc",
};
/* clang-format on */

static int eb_early_order(const void *key, const void *entry)
{
	const struct eb_span *wanted = key;
	const char *word = *(const char *const *)entry;
	size_t n = strlen(word);
	int order = memcmp(wanted->p, word, wanted->n < n ? wanted->n : n);

	return order ? order : (wanted->n > n) - (wanted->n < n);
}

static bool eb_early_in(const char *const *list, size_t n, struct eb_span compatible)
{
	struct eb_span rest = compatible, word;

	while (eb_strings_next(&rest, &word))
		if (bsearch(&word, list, n, sizeof(*list), eb_early_order))
			return true;
	return false;
}

bool eb_early(const struct eb_tree_node *node)
{
	if (node->interrupt_controller &&
	    eb_early_in(eb_early_interrupts, sizeof(eb_early_interrupts) / sizeof(char *),
			node->compatible))
		return true;
	return eb_early_in(eb_early_clocks, sizeof(eb_early_clocks) / sizeof(char *),
			   node->compatible);
}
